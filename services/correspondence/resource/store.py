"""The table of resources."""

from chassis.states import States
from services.correspondence.resource.domain import Resource

RESOURCES = States("resource", Resource, lambda one: one.id)
