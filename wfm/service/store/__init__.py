"""The store: plans and their versions, runs, what they answered, and who did what.

SQLite in the data folder, or PostgreSQL by ``DATABASE_URL``; the same tables, rules and tests on both. What
is saved is never changed: a version is followed by a version, a plan is put away and not deleted.
"""

from wfm.service.store.audit import Entry, audit_trail
from wfm.service.store.backup import NotEmptyError, back_up, restore
from wfm.service.store.baseline import baseline, family, set_baseline
from wfm.service.store.blob import DamagedError, ErasedError, blob, damaged, erase_blob, put_blob
from wfm.service.store.database import Store, is_sound, open_store
from wfm.service.store.plan import (
    Plan,
    Publication,
    Version,
    archive,
    copy_version,
    create,
    follow,
    plan_of,
    plans,
    publications,
    publish,
    revive,
    save,
    version,
    versions,
)
from wfm.service.store.role import Role, remove_role, role_of, roles, set_role
from wfm.service.store.token import Scope, Token, create_token, known_token, revoke_token, tokens

__all__ = [
    "DamagedError",
    "Entry",
    "ErasedError",
    "NotEmptyError",
    "Plan",
    "Publication",
    "Role",
    "Scope",
    "Store",
    "Token",
    "Version",
    "archive",
    "audit_trail",
    "back_up",
    "baseline",
    "blob",
    "copy_version",
    "create",
    "create_token",
    "damaged",
    "erase_blob",
    "family",
    "follow",
    "is_sound",
    "known_token",
    "open_store",
    "plan_of",
    "plans",
    "publications",
    "publish",
    "put_blob",
    "remove_role",
    "restore",
    "revive",
    "revoke_token",
    "role_of",
    "roles",
    "save",
    "set_baseline",
    "set_role",
    "tokens",
    "version",
    "versions",
]
