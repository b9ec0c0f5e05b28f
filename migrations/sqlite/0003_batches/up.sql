CREATE TABLE batches (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  action TEXT NOT NULL,
  state TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  finished_at BIGINT,
  source TEXT NOT NULL,
  staged TEXT,
  apply_when_planned BOOLEAN NOT NULL,
  confirmed BIGINT,
  place BIGINT NOT NULL DEFAULT 0,
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  counts TEXT NOT NULL,
  affected BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL DEFAULT 0,
  confirmation_required BOOLEAN NOT NULL DEFAULT 0,
  warnings TEXT NOT NULL,
  undo_of TEXT REFERENCES batches (id),
  undone_by TEXT REFERENCES batches (id),
  problem TEXT,
  cancel_requested BOOLEAN NOT NULL DEFAULT 0,
  lease_owner TEXT,
  lease_until BIGINT NOT NULL DEFAULT 0,
  fence BIGINT NOT NULL DEFAULT 0,
  applied_by TEXT,
  stop_behind BIGINT,
  attempts BIGINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX batches_by_created_at ON batches (created_at, id);
CREATE INDEX batches_at_work ON batches (total, created_at) WHERE state IN ('planning', 'queued', 'applying');

CREATE TABLE batch_rows (
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  line BIGINT NOT NULL,
  row_key TEXT NOT NULL,
  user_id TEXT,
  cells TEXT,
  asked TEXT,
  outcomes BIGINT NOT NULL,
  settled BOOLEAN NOT NULL DEFAULT 0,
  before TEXT,
  after TEXT,
  messages TEXT,
  version_planned BIGINT,
  version_applied BIGINT,
  PRIMARY KEY (batch_id, line)
) WITHOUT ROWID;
CREATE INDEX batch_rows_by_user ON batch_rows (user_id, batch_id) WHERE user_id IS NOT NULL;
CREATE INDEX batch_rows_by_outcome ON batch_rows (batch_id, outcomes, line);

CREATE TABLE staged_parts (
  staged TEXT NOT NULL,
  part BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (staged, part)
);

-- Cells that were corrected by hand; a new plan of the same file reads them in place of the file's own.
CREATE TABLE batch_repairs (
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  line BIGINT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (batch_id, line)
);
