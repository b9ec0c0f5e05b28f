-- Three entries and the block that sealed them, as they were before entries had subjects of any kind: the second is about nobody, the
-- third one's payload was erased.
INSERT INTO audit_events (at, actor_id, action, target_id, batch_id, line, request_id, payload, salt, digest, block) VALUES
  (1750000000000, '01979000-0000-7000-8000-000000000001', 'user.created', '01979000-0000-7000-8000-000000000002', NULL, NULL, 'hr-sync-1', '{"address":"203.0.113.7","after":{"username":"anna"},"before":null,"details":null}', '00112233445566778899aabbccddeeff', '6cc20481ae13690227c8f7efc45928033ef7ccc9876c6f84908b3c1d8c983207', 1),
  (1750000000500, NULL, 'session.refused', NULL, NULL, NULL, NULL, '{"address":null,"after":null,"before":null,"details":{"reason":"unknown"}}', 'ffeeddccbbaa99887766554433221100', 'ef71ecc4ebc9087db513b03f2b96b4ec0990f2d2235051331d57502a8c074e99', 1),
  (1750000001000, '01979000-0000-7000-8000-000000000001', 'user.suspended', '01979000-0000-7000-8000-000000000002', '01979000-0000-7000-8000-000000000003', 2, NULL, NULL, NULL, '1dd9fb612aac31eccdb1690a1ce14107cc79e9c70e2fc1485bf238b026c4f8dc', 1);
INSERT INTO audit_blocks (number, events, previous_hash, hash, sealed_at) VALUES (1, 3, 'rollcall', 'dc94602db5cd804f37c2a138ace8e4ddac4b58fdda0c61c3c0fe754d912d37ad', 1750000002000);
