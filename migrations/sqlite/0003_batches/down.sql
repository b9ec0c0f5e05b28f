DROP TABLE batch_repairs;
DROP TABLE staged_parts;
DROP TABLE batch_rows;
DROP TABLE batches;
