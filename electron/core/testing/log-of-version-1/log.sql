CREATE TABLE command (
  place       INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  tenant      TEXT NOT NULL,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  actor       TEXT NOT NULL,
  held_until  INTEGER,
  to_confirm  INTEGER NOT NULL,
  saved_at    INTEGER NOT NULL,
  number      INTEGER,
  incarnation TEXT,
  result      TEXT,
  state       TEXT NOT NULL,
  because     TEXT
) STRICT;
CREATE INDEX command_open ON command (tenant, place) WHERE state IN ('open', 'parked');

CREATE TABLE upload (
  attachment_id TEXT PRIMARY KEY,
  command_id    TEXT NOT NULL,
  tenant        TEXT NOT NULL,
  sha256        TEXT NOT NULL,
  name          TEXT NOT NULL,
  mime          TEXT NOT NULL,
  size          INTEGER NOT NULL,
  url           TEXT,
  sent          INTEGER NOT NULL,
  state         TEXT NOT NULL,
  problem       TEXT
) STRICT;
CREATE INDEX upload_command ON upload (command_id);

CREATE TABLE identity (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  client      TEXT NOT NULL,
  incarnation TEXT NOT NULL
) STRICT;

-- The last number given, kept apart from the commands so that no tidying can make a number come twice.
CREATE TABLE counter (
  incarnation TEXT NOT NULL,
  tenant      TEXT NOT NULL,
  last        INTEGER NOT NULL,
  PRIMARY KEY (incarnation, tenant)
) STRICT, WITHOUT ROWID;
INSERT INTO identity (only, client, incarnation) VALUES (1, '7f78c47b-4c59-4a75-97cf-70c0af056fda', '96f9f8dd-6337-47f4-8438-1d7e56655002');
INSERT INTO counter (incarnation, tenant, last) VALUES ('96f9f8dd-6337-47f4-8438-1d7e56655002', '0193b2c0-0010-7000-8000-000000000002', 1);
INSERT INTO command (place, id, tenant, name, body, actor, held_until, to_confirm, saved_at, number, incarnation, result, state, because) VALUES (1, '01a20124-12a0-7169-a33d-db7dad5c67fa', '0193b2c0-0010-7000-8000-000000000002', 'ticket.create', '{"name":"ticket.create","schema":1,"input":{"ticketId":"01a20124-1291-7129-841d-1604b53952d1","title":"Già nel cloud","description":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Succede da stamattina, a tutti."}]}]},"type":"assistance","area":"management","priority":"normal","blocking":null,"email":"mario.rossi@rossisrl.example","phone":"","contactPreference":"web","contactId":null,"relatedTo":null,"capsule":null,"files":[]},"now":1795315471013,"typed":1795315471017,"bases":{"ticket/01a20124-1291-7129-841d-1604b53952d1":0}}', '{"personId":"0193b2c0-0020-7000-8000-000000000001","name":"MARIO ROSSI","email":"mario.rossi@rossisrl.example","side":"customer","roles":["user"]}', NULL, 0, 1795315471019, 1, '96f9f8dd-6337-47f4-8438-1d7e56655002', '{"commandId":"01a20124-12a0-7169-a33d-db7dad5c67fa","number":1,"seq":10,"arrival":1795315471053,"outcome":{"state":"accepted","remarks":[],"given":[{"entity":"ticket","id":"01a20124-1291-7129-841d-1604b53952d1","values":{"number":1403}}],"conflicts":0}}', 'open', NULL);
INSERT INTO command (place, id, tenant, name, body, actor, held_until, to_confirm, saved_at, number, incarnation, result, state, because) VALUES (2, '01a20124-130b-7200-89f8-4f0c6d3927d4', '0193b2c0-0010-7000-8000-000000000002', 'ticket.create', '{"name":"ticket.create","schema":1,"input":{"ticketId":"01a20124-130b-7200-89f8-4b07f728fbda","title":"Scritta dal programma di prima","description":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Succede da stamattina, a tutti."}]}]},"type":"assistance","area":"management","priority":"normal","blocking":null,"email":"mario.rossi@rossisrl.example","phone":"","contactPreference":"web","contactId":null,"relatedTo":null,"capsule":null,"files":[]},"now":1795315471120,"typed":1795315471118,"bases":{"ticket/01a20124-130b-7200-89f8-4b07f728fbda":0}}', '{"personId":"0193b2c0-0020-7000-8000-000000000001","name":"MARIO ROSSI","email":"mario.rossi@rossisrl.example","side":"customer","roles":["user"]}', NULL, 0, 1795315471118, NULL, NULL, NULL, 'open', NULL);
INSERT INTO command (place, id, tenant, name, body, actor, held_until, to_confirm, saved_at, number, incarnation, result, state, because) VALUES (3, '01a20124-1311-7598-bfd6-53e4e16a3a53', '0193b2c0-0010-7000-8000-000000000002', 'ticket.reply', '{"name":"ticket.reply","schema":1,"input":{"ticketId":"01a20124-130b-7200-89f8-4b07f728fbda","messageId":"01a20124-1311-7598-bfd6-48cd7b155a14","eventId":"01a20124-1311-7598-bfd6-4de61daafa1f","body":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"E la sua aggiunta"}]}]},"close":false,"reopen":false,"ask":false,"priority":null,"contactId":null,"files":[]},"now":1795315471126,"typed":1795315471125,"bases":{"message/01a20124-1311-7598-bfd6-48cd7b155a14":0,"ticket/01a20124-130b-7200-89f8-4b07f728fbda":0}}', '{"personId":"0193b2c0-0020-7000-8000-000000000001","name":"MARIO ROSSI","email":"mario.rossi@rossisrl.example","side":"customer","roles":["user"]}', NULL, 0, 1795315471126, NULL, NULL, NULL, 'open', NULL);
INSERT INTO command (place, id, tenant, name, body, actor, held_until, to_confirm, saved_at, number, incarnation, result, state, because) VALUES (4, '01a20124-131c-734a-a6af-3807c8a91e86', '0193b2c0-0010-7000-8000-000000000002', 'ticket.reply', '{"name":"ticket.reply","schema":1,"input":{"ticketId":"0193b2c0-0030-7000-8000-000000000001","messageId":"01a20124-131c-734a-a6af-31a504c75294","eventId":"01a20124-131c-734a-a6af-3707447902cc","body":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Risposta dal programma di prima"}]}]},"close":false,"reopen":false,"ask":false,"priority":null,"contactId":null,"files":[]},"now":1795315471137,"typed":1795315471133,"bases":{"message/01a20124-131c-734a-a6af-31a504c75294":0,"ticket/0193b2c0-0030-7000-8000-000000000001":1}}', '{"personId":"0193b2c0-0020-7000-8000-000000000001","name":"MARIO ROSSI","email":"mario.rossi@rossisrl.example","side":"customer","roles":["user"]}', NULL, 0, 1795315471133, NULL, NULL, NULL, 'open', NULL);
INSERT INTO command (place, id, tenant, name, body, actor, held_until, to_confirm, saved_at, number, incarnation, result, state, because) VALUES (5, '01a20124-1321-76cd-8b11-1c7c7d4d0ad1', '0193b2c0-0010-7000-8000-000000000002', 'ticket.update', '{"name":"ticket.update","schema":1,"input":{"ticketId":"0193b2c0-0030-7000-8000-000000000002","priority":"high","contactId":null},"now":1795315471142,"typed":1795315471138,"bases":{"ticket/0193b2c0-0030-7000-8000-000000000002":2}}', '{"personId":"0193b2c0-0020-7000-8000-000000000001","name":"MARIO ROSSI","email":"mario.rossi@rossisrl.example","side":"customer","roles":["user"]}', NULL, 0, 1795315471138, NULL, NULL, NULL, 'open', NULL);
INSERT INTO command (place, id, tenant, name, body, actor, held_until, to_confirm, saved_at, number, incarnation, result, state, because) VALUES (6, '01a20124-1328-70d0-9bf0-946d602ca0cc', '0193b2c0-0010-7000-8000-000000000002', 'preference.set', '{"name":"preference.set","schema":1,"input":{"id":"0d1c8a63-7fde-52c9-a9a2-813958498151","key":"tickets.query","value":{"sort":"priority"}},"now":1795315471149,"typed":1795315471147,"bases":{"preference/0d1c8a63-7fde-52c9-a9a2-813958498151":0}}', '{"personId":"0193b2c0-0020-7000-8000-000000000001","name":"MARIO ROSSI","email":"mario.rossi@rossisrl.example","side":"customer","roles":["user"]}', NULL, 0, 1795315471147, NULL, NULL, NULL, 'open', NULL);
PRAGMA user_version = 1;
