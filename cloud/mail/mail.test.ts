import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { renderMail } from './render-mail.ts';
import { messageIdOf, sendWaitingMail } from './send-waiting-mail.ts';

const { rossi } = TENANTS;
let cloud: TestCloud;
let smtp: Server;
let url: string;
const received: string[] = [];
let refusing = false;
let clock = Date.now();
let desk: TestDesk;

beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  smtp = createServer((socket) => {
    let [data, mail] = [false, ''];
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      if (data) {
        mail += chunk.toString('utf8');
        if (!mail.endsWith('\r\n.\r\n')) return;
        received.push(mail);
        [data, mail] = [false, ''];
        socket.write('250 taken\r\n');
        return;
      }
      const line = chunk.toString('utf8').trim().toUpperCase();
      if (line.startsWith('RCPT') && refusing) socket.write('450 later\r\n');
      else if (line === 'DATA') [data] = [true, socket.write('354 go on\r\n')];
      else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  url = `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}`;
});
afterAll(async () => {
  smtp.close();
  await cloud.stop();
});

test('mail is sent once, in the language of its reader, with an id that follows from the command (sync.md, Mail)', async () => {
  const command = desk.command(rossi, 'ticket.create', ticketInput(v7(), 'Errore\u2028nel riepilogo', PEOPLE.mario.email));
  await desk.push(rossi, [command]);
  const send = () => sendWaitingMail({ ...cloud.cloud.services, filler: async () => undefined }, { transport: createTransport(url), from: 'Sportello <noreply@nts.example>' });
  refusing = true;
  expect(await send()).toEqual({ sent: 0, failed: 1 });
  refusing = false;
  expect(await send()).toEqual({ sent: 0, failed: 0 });
  clock += 10 * 60_000;
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  clock += 10 * 60_000;
  expect(await send()).toEqual({ sent: 0, failed: 0 });
  expect(received).toHaveLength(1);
  expect(received[0]).toContain(`Message-ID: ${messageIdOf(command.id, PEOPLE.mario.email, 'ticket-created')}`);
  expect(received[0]).toMatch(/Subject: .*#1403.*Errore nel riepilogo/);
  expect(received[0]).toContain('To: mario.rossi@rossisrl.example');
});

test('a thousand mails that nobody takes do not keep back one that is due; after twelve attempts a mail rests', async () => {
  await cloud.cloud.services.pools.owner.query(
    `insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at, attempts)
     select $1, gen_random_uuid(), 'nessuno@rossisrl.example', 'ticket-created', '{}', $2, case when place = 0 then 12 else 11 end from generate_series(0, 1000) as place`,
    [rossi, clock - 60 * 60_000],
  );
  await desk.push(rossi, [desk.command(rossi, 'ticket.create', ticketInput(v7(), 'In fondo alla coda', PEOPLE.mario.email))]);
  const send = () => sendWaitingMail({ ...cloud.cloud.services, filler: async () => undefined }, { transport: createTransport(url), from: 'Sportello <noreply@nts.example>' });
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  clock += 3 * 24 * 60 * 60_000;
  await cloud.cloud.services.pools.owner.query('delete from app.mail where attempts = 11');
  expect(await send()).toEqual({ sent: 0, failed: 0 });
});

test('every template has a subject and a text in each language, and a title cannot add headers', async () => {
  for (const template of ['ticket-created', 'ticket-replied', 'ticket-closed']) {
    for (const language of ['it', 'en', 'ru'] as const) {
      const { subject, text } = await renderMail(template, language, { title: 'A\r\nBcc: x@y.example', number: 7, name: 'N' });
      expect(subject).toMatch(/^[^\r\n]*#7[^\r\n]*$/);
      expect(text).not.toMatch(/\{\{|undefined/);
    }
  }
  await expect(renderMail('../../package', 'it', {})).rejects.toThrow(/not a template/);
});
