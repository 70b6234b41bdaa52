"""Two kinds of trouble that the core reports, each as a code with facts; `words.py` owns the sentences.

`Refused`: the request cannot be met, and the user can act on it (exit code 2). `Broken`: something is damaged or the
system failed us (exit code 3). Everything else that is raised is our own bug and is treated as one.
"""

REFUSED = frozenset(
    {
        "unknown_reference",
        "unknown_document",
        "unknown_role",
        "unknown_publication",
        "unknown_term",
        "unknown_collection",
        "unknown_checklist",
        "checklist_gone",
        "nothing_to_export",
        "file_missing",
        "file_unreadable",
        "folder_missing",
        "folder_unusable",
        "notes_locked",
        "notes_read_only",
        "notes_newer",
        "notes_in_use",
        "backup_unknown",
        "backup_newer",
        "already_open",
        "empty_query",
        "bad_day",
        "empty_quote",
        "quote_too_long",
        "import_other_documents",
        "no_display",
        "import_unreadable",
        "import_too_large",
        "import_foreign",
        "speech_module_missing",
        "speech_engine_missing",
        "speech_voice_missing",
        "speech_broke_off",
    }
)
BROKEN = frozenset(
    {
        "pack_missing",
        "pack_malformed",
        "document_unreadable",
        "document_malformed",
        "guidance_malformed",
        "notes_unusable",
        "notes_recovered",
        "notes_missing",
        "notes_cut_off",
        "backup_damaged",
        "write_failed",
    }
)


class Trouble(Exception):  # noqa: N818  # the house calls the two kinds by what they mean, and so their base
    """Base of both kinds. `code` names a sentence in `words.py`; `facts` fill its blanks."""

    codes: frozenset[str] = frozenset()
    exit_code = 1

    def __init__(self, code: str, **facts: object) -> None:
        if code not in self.codes:
            raise ValueError(f"unknown code {code!r} for {type(self).__name__}")
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Refused(Trouble):
    """The user can act: another name, another folder, close the other window."""

    codes = REFUSED
    exit_code = 2


class Broken(Trouble):
    """A damaged file, a full disk, a missing part of the installation."""

    codes = BROKEN
    exit_code = 3


class Cancelled(Exception):  # noqa: N818  # a wish, not an error
    """The user called long work off; what was finished until then is kept."""
