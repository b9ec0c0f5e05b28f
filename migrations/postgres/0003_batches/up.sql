CREATE TABLE batches (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  action text NOT NULL,
  state text NOT NULL,
  settings text NOT NULL,
  created_by uuid NOT NULL,
  created_at bigint NOT NULL,
  started_at bigint,
  finished_at bigint,
  source text NOT NULL,
  staged uuid,
  apply_when_planned boolean NOT NULL,
  confirmed bigint,
  place bigint NOT NULL DEFAULT 0,
  done bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  counts text NOT NULL,
  affected bigint NOT NULL DEFAULT 0,
  changed bigint NOT NULL DEFAULT 0,
  confirmation_required boolean NOT NULL DEFAULT false,
  warnings text NOT NULL,
  undo_of uuid REFERENCES batches (id),
  undone_by uuid REFERENCES batches (id),
  problem text,
  cancel_requested boolean NOT NULL DEFAULT false,
  lease_owner text,
  lease_until bigint NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  applied_by uuid,
  stop_behind bigint,
  attempts bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1
);
CREATE INDEX batches_by_created_at ON batches (created_at, id);
CREATE INDEX batches_at_work ON batches (total, created_at) WHERE state IN ('planning', 'queued', 'applying');

CREATE TABLE batch_rows (
  batch_id uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  line bigint NOT NULL,
  row_key text NOT NULL,
  user_id uuid,
  cells text,
  asked text,
  outcomes bigint NOT NULL,
  settled boolean NOT NULL DEFAULT false,
  before text,
  after text,
  messages text,
  version_planned bigint,
  version_applied bigint,
  PRIMARY KEY (batch_id, line)
);
CREATE INDEX batch_rows_by_user ON batch_rows (user_id, batch_id) WHERE user_id IS NOT NULL;
CREATE INDEX batch_rows_by_outcome ON batch_rows (batch_id, outcomes, line);

CREATE TABLE staged_parts (
  staged uuid NOT NULL,
  part bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (staged, part)
);

-- Cells that were corrected by hand; a new plan of the same file reads them in place of the file's own.
CREATE TABLE batch_repairs (
  batch_id uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  line bigint NOT NULL,
  cells text NOT NULL,
  PRIMARY KEY (batch_id, line)
);
