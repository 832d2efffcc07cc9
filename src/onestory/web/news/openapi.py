"""The description of /api/v1/ (OpenAPI 3.1), kept beside the views it describes."""

from __future__ import annotations

from typing import Any


def _get(summary: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": {
                "200": {
                    "description": "OK",
                    "content": {"application/json": {"schema": {"type": "object"}}},
                },
                "404": {"description": "Not found"},
            },
        }
    }


_KEY = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
_SECTION = {"name": "section", "in": "query", "schema": {"type": "string"}}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Onestory", "version": "1"},
    "paths": {
        "/api/v1/stories/": _get("The best-standing stories", _SECTION),
        "/api/v1/stories/{id}/": _get("One story with its articles, ledger and brief", _KEY),
        "/api/v1/articles/{id}/": _get("One article with its versions", _KEY),
        "/api/v1/outlets/": _get("All outlets"),
    },
}
