"""The status of each error of an engine behind an address: we are the gateway before it."""

from __future__ import annotations

from http import HTTPStatus

from techland.graph.errors import TechlandError
from techland.graph.remote_errors import (
    AnswerCapped,
    AnswerTooLarge,
    EndpointBusy,
    EndpointError,
    EndpointTimeout,
    NoSidecar,
    NoVersionHeld,
    VersionGone,
)

REMOTE_STATUS: dict[type[TechlandError], HTTPStatus] = {
    EndpointError: HTTPStatus.BAD_GATEWAY,
    EndpointTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    EndpointBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    AnswerCapped: HTTPStatus.UNPROCESSABLE_ENTITY,
    AnswerTooLarge: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoSidecar: HTTPStatus.SERVICE_UNAVAILABLE,
    NoVersionHeld: HTTPStatus.SERVICE_UNAVAILABLE,
    VersionGone: HTTPStatus.SERVICE_UNAVAILABLE,
}
