"""The statuses of a plain store's errors, and the headers that go with them."""

from __future__ import annotations

from http import HTTPStatus

from techland.graph.errors import TechlandError
from techland.graph.store_errors import (
    NotShown,
    OutwardUpdate,
    StoreFull,
    TokenMissing,
    TokenWrong,
    UnreadableGraph,
    UpdateFailed,
    UpdateOutOfMemory,
    UpdateQueueFull,
    UpdateRefused,
    UpdateTimeout,
)

PLAIN_STATUS: dict[type[TechlandError], HTTPStatus] = {
    NotShown: HTTPStatus.INSUFFICIENT_STORAGE,
    OutwardUpdate: HTTPStatus.FORBIDDEN,
    StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    TokenMissing: HTTPStatus.UNAUTHORIZED,
    TokenWrong: HTTPStatus.FORBIDDEN,
    UnreadableGraph: HTTPStatus.BAD_REQUEST,
    UpdateRefused: HTTPStatus.BAD_REQUEST,
    UpdateFailed: HTTPStatus.CONFLICT,
    UpdateOutOfMemory: HTTPStatus.SERVICE_UNAVAILABLE,
    UpdateQueueFull: HTTPStatus.SERVICE_UNAVAILABLE,
    UpdateTimeout: HTTPStatus.GATEWAY_TIMEOUT,
}
PLAIN_HEADERS: dict[type[TechlandError], dict[str, str]] = {
    TokenMissing: {"WWW-Authenticate": 'Bearer realm="techland"'},
    TokenWrong: {"WWW-Authenticate": 'Bearer realm="techland", error="insufficient_scope"'},
    UpdateQueueFull: {"Retry-After": "1"},
}
