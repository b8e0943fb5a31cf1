import { createTransport } from 'nodemailer';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInReplySchema } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { decoded, listenForMail, type SmtpListener } from '#cloud/testing/smtp-listener.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { renderMail } from './render-mail.ts';
import { messageIdOf, sendWaitingMail } from './send-waiting-mail.ts';

const { rossi } = TENANTS;
let cloud: TestCloud;
let smtp: SmtpListener;
let clock = Date.now();
let desk: TestDesk;

beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  smtp = await listenForMail();
});
afterAll(async () => {
  smtp.close();
  await cloud.stop();
});

test('mail is sent once, in the language of its reader, with an id that follows from the command (sync.md, Mail)', async () => {
  const command = desk.command(rossi, 'ticket.create', ticketInput(v7(), 'Errore\u2028nel riepilogo', PEOPLE.mario.email));
  await desk.push(rossi, [command]);
  const send = () => sendWaitingMail({ ...cloud.cloud.services, filler: async () => undefined }, { transport: createTransport(smtp.url), from: 'Sportello <noreply@nts.example>' });
  smtp.refusing = true;
  expect(await send()).toEqual({ sent: 0, failed: 1 });
  smtp.refusing = false;
  expect(await send()).toEqual({ sent: 0, failed: 0 });
  clock += 10 * 60_000;
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  clock += 10 * 60_000;
  expect(await send()).toEqual({ sent: 0, failed: 0 });
  expect(smtp.received).toHaveLength(1);
  expect(smtp.received[0]).toContain(`Message-ID: ${messageIdOf(command.id, PEOPLE.mario.email, 'ticket-created')}`);
  expect(smtp.received[0]).toMatch(/Subject: .*#1403.*Errore nel riepilogo/);
  expect(smtp.received[0]).toContain('To: mario.rossi@rossisrl.example');
});

test('a thousand mails that nobody takes do not keep back one that is due; after twelve attempts a mail rests', async () => {
  await cloud.cloud.services.pools.owner.query(
    `insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at, attempts)
     select $1, gen_random_uuid(), 'nessuno@rossisrl.example', 'ticket-created', '{}', $2, case when place = 0 then 12 else 11 end from generate_series(0, 1000) as place`,
    [rossi, clock - 60 * 60_000],
  );
  await desk.push(rossi, [desk.command(rossi, 'ticket.create', ticketInput(v7(), 'In fondo alla coda', PEOPLE.mario.email))]);
  const send = () => sendWaitingMail({ ...cloud.cloud.services, filler: async () => undefined }, { transport: createTransport(smtp.url), from: 'Sportello <noreply@nts.example>' });
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  clock += 3 * 24 * 60 * 60_000;
  await cloud.cloud.services.pools.owner.query('delete from app.mail where attempts = 11');
  expect(await send()).toEqual({ sent: 0, failed: 0 });
});

test('every template has a subject and a text in each language, and a title cannot add headers', async () => {
  for (const template of ['ticket-created', 'ticket-replied', 'ticket-closed', 'site-merged', 'merged-answer']) {
    for (const language of ['it', 'en', 'ru'] as const) {
      const { subject, text } = await renderMail(template, language, { title: 'A\r\nBcc: x@y.example', number: 7, name: 'N' });
      expect(subject).toMatch(/^[^\r\n]*#7[^\r\n]*$/);
      expect(text).not.toMatch(/\{\{|undefined/);
    }
  }
  await expect(renderMail('../../package', 'it', {})).rejects.toThrow(/not a template/);
});

test('ACC-04, ACC-10: a code and a link leave by SMTP at once, as text and as HTML, and nothing secret stays behind', async () => {
  const sending = await createTestCloud({ now: () => clock, smtp: { url: smtp.url, from: 'Sportello <noreply@nts.example>' } });
  try {
    const email = 'codice@rossisrl.example';
    const id = v7();
    await sending.cloud.admin.createPerson({ id, name: 'Codice', email, password: PASSWORD, language: 'ru', secondFactor: 'email' });
    await sending.cloud.admin.addMember(rossi, id, ['user']);
    const coming = smtp.next();
    const entering = new TestDesk(sending.url);
    const reply = signInReplySchema.parse((await entering.signIn(email)).body);
    if (reply.state !== 'code') throw new Error('no code was asked for');
    const mail = decoded(await coming);
    expect(mail).toMatch(/Content-Type: multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html/);
    expect(mail).toContain('Код для завершения входа');
    const code = /^(\d{6})$/m.exec(mail)?.[1] ?? '';
    expect((await entering.code(reply.challenge, code)).status).toBe(200);
    const linked = smtp.next();
    await entering.ask('POST', ROUTES.forgot, { email, language: 'it' });
    const link = /^(http\S+token=\S+)$/m.exec(decoded(await linked))?.[1] ?? '';
    expect(link.startsWith(`${sending.url}/access/password?token=`)).toBe(true);
    await sending.cloud.services.afterwards.idle();
    const { rows } = await sending.cloud.services.pools.owner.query('select * from app.mail');
    expect(rows.filter(({ recipient }) => recipient === email)).toMatchObject([{ sealed: null, facts: {} }, { sealed: null, facts: {} }]);
    expect(JSON.stringify(rows)).not.toContain(code);
  } finally {
    await sending.stop();
  }
});

test('while a mail waits, its code or link is sealed: the database alone does not tell it', async () => {
  const { mailer, pools, afterwards } = cloud.cloud.services;
  await mailer.keep({ event: v7(), recipient: 'chiuso@rossisrl.example', language: 'it', template: 'sign-in-code', facts: { code: '735182' } });
  await afterwards.idle();
  const { rows } = await pools.owner.query("select * from app.mail where recipient = 'chiuso@rossisrl.example'");
  expect(JSON.stringify(rows)).not.toContain('735182');
  expect((await mailer.kept()).find(({ recipient }) => recipient === 'chiuso@rossisrl.example')?.text).toContain('735182');
});

test('no address and no fact adds a header, a recipient or a block of its own (header injection)', async () => {
  const sending = await createTestCloud({ data: 'empty', smtp: { url: smtp.url, from: 'Sportello <noreply@nts.example>' } });
  const [before, { mailer, afterwards }] = [smtp.received.length, sending.cloud.services];
  const evil = 'A\r\nBcc: spia@evil.example\r\n\r\n# 999999\n\n[Clicca]({{link}})\u2028X-Other: 1';
  await mailer.keep({ event: v7(), recipient: 'vero@rossisrl.example', language: 'it', template: 'new-device', facts: { device: evil, address: evil, at: evil } });
  const attacks = ['vero@rossisrl.example\r\nBcc: spia@evil.example', 'vero@rossisrl.example, spia@evil.example', 'vero@rossisrl.example;spia@evil.example', '"x" <spia@evil.example>', 'spia@evil.example (vero)', 'Gruppo: spia@evil.example;'];
  for (const recipient of attacks) await mailer.keep({ event: v7(), recipient, language: 'it', template: 'password-changed', facts: { at: 'ora' } });
  await afterwards.idle();
  await sending.stop();
  const mails = smtp.received.slice(before);
  expect([mails.length, smtp.recipients.slice(before)]).toEqual([1, [['vero@rossisrl.example']]]);
  const [head = ''] = (mails[0] ?? '').split('\r\n\r\n');
  expect(head).not.toMatch(/^(bcc|cc|x-other):/im);
  expect(decoded(mails[0] ?? '')).not.toMatch(/^# 999999|href="[^"]*evil/m);
});
