#!/usr/bin/env bash
# Prints the Panel's decisions from Kafka with their headers: docs/consumers/decisions.sh HOST:PORT [TOPIC]
# It needs kcat (apt-get install kcat) and contracts/ to know what is what.
set -euo pipefail
bootstrap=${1:?say where Kafka is: host:port}
topic=${2:-uk.cspr.review.decision.v1}
# -e ends at the last message that is there now; leave it out to wait for more
kcat -q -C -e -o beginning -b "$bootstrap" -t "$topic" -f 'key %k  partition %p  offset %o\n  %h\n  %s\n\n'
