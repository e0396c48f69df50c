"""The type of a connection, pooled or not."""

import asyncpg
from asyncpg.pool import PoolConnectionProxy

Conn = asyncpg.Connection | PoolConnectionProxy
"""What store and query functions take."""
