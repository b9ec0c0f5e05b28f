//! What of batches is about a person: the rows and their cells, and the files that they are in.

use crate::privacy::{Erasure, Fate};

/// What becomes of batches when people are erased. Counters stay, so that a report still adds up.
pub const ERASURES: &[Erasure] = &[
    // Uploaded files go with the end of their batch, after 30 days at the latest; files of exports at once.
    Erasure {
        table: "staged_parts",
        rows: "staged IN (SELECT b.export_file FROM batches b JOIN batch_rows r ON r.batch_id = b.id WHERE b.export_file IS NOT NULL AND r.user_id IN (SELECT c.id FROM {people}))",
        fate: Fate::Removed,
    },
    Erasure {
        table: "batch_repairs",
        rows: "EXISTS (SELECT 1 FROM batch_rows r WHERE r.batch_id = batch_repairs.batch_id AND r.line = batch_repairs.line AND r.user_id IN (SELECT c.id FROM {people}))",
        fate: Fate::Removed,
    },
    Erasure {
        table: "batch_rows",
        rows: "user_id IN (SELECT c.id FROM {people})",
        fate: Fate::Emptied {
            columns: &[
                ("row_key", "''"),
                ("cells", "NULL"),
                ("asked", "NULL"),
                ("before", "NULL"),
                ("after", "NULL"),
                ("messages", "NULL"),
                ("secret", "NULL"),
            ],
            stay: &["batch_id", "line", "user_id", "outcomes", "settled", "version_planned", "version_applied"],
        },
    },
    Erasure {
        table: "batches",
        rows: "export_file IS NOT NULL AND id IN (SELECT r.batch_id FROM batch_rows r WHERE r.user_id IN (SELECT c.id FROM {people}))",
        fate: Fate::Emptied {
            columns: &[("export_file", "NULL")],
            stay: &[
                "id",
                "name",
                "kind",
                "action",
                "state",
                "settings",
                "created_by",
                "created_at",
                "started_at",
                "finished_at",
                "source",
                "staged",
                "apply_when_planned",
                "confirmed",
                "place",
                "done",
                "total",
                "counts",
                "affected",
                "changed",
                "confirmation_required",
                "warnings",
                "undo_of",
                "undone_by",
                "problem",
                "cancel_requested",
                "lease_owner",
                "lease_until",
                "fence",
                "applied_by",
                "shaped_by",
                "stop_behind",
                "attempts",
                "version",
                "export_size",
                "export_expires_at",
                "approval_required",
                "approved_by",
                "approved_at",
                "starts_at",
                "asked_at",
            ],
        },
    },
];
