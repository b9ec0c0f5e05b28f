DROP TABLE staged_parts;
DROP TABLE batch_rows;
DROP TABLE batches;
