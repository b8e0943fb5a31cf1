import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteCode } from '#shared/domain/people/company-code.ts';
import { welcomeInvited } from '#cloud/auth/invited.ts';
import { unsubscribeLink } from '#cloud/digest/unsubscribe.ts';
import { renderMail } from '#cloud/mail/render-mail.ts';
import { fromMail, LINK_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { openChromium } from '#tests/harness/browser.ts';
import { problemsOf } from '../journeys/screens/problems.ts';

/*
 * What links in mails lead to, and the mails themselves, in a real browser: each page in each language, as it opens and
 * as it answers a mistake. axe finds nothing (WCAG 2.2 AA), nothing is wider than the window, and no script runs.
 * SPORTELLO_LOOKS names a folder that takes a picture of each.
 */
const LANGUAGES = ['it', 'en', 'ru'] as const;
const WIDTHS = [1000, 360] as const;
const looks = process.env['SPORTELLO_LOOKS'];
const { rossi, serra } = TENANTS;
const CODE = 'AAAA-BBBB-CCCC';
let clock = Date.now();
let cloud: TestCloud;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  browser = await openChromium();
  page = await browser.newPage();
  await cloud.cloud.services.pools.identity.updateTable('tenant').set({ self_registration: true, registration_code: CODE }).where('id', '=', rossi).execute();
});
afterAll(async () => {
  await browser.close();
  await cloud.stop();
});

async function look(name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    expect(await problemsOf(page, width === WIDTHS[0]), `${name} ${width}`).toEqual([]);
    if (looks === undefined) continue;
    mkdirSync(looks, { recursive: true });
    await page.screenshot({ path: join(looks, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 700 });
}

async function person(email: string): Promise<void> {
  const id = v7();
  await cloud.cloud.admin.createPerson({ id, name: 'Carla Bianchi', email, password: PASSWORD, language: 'it' });
  await cloud.cloud.admin.addMember(serra, id, ['user']);
}

async function siteForm(siteOrigins: string): Promise<void> {
  await (await TestDesk.signedIn(cloud.url, PEOPLE.giada.email)).run(rossi, 'company.change', { siteForm: true, siteOrigins });
}

test.each(LANGUAGES)('ACC-10: a new password is chosen from the link of the mail, with the keyboard alone (%s)', async (language) => {
  const email = `carla.${language}@rossisrl.example`;
  await person(email);
  await new TestDesk(cloud.url).ask('POST', '/v1/access/forgot', { email, language });
  const link = await fromMail(cloud, email, 'reset-link', LINK_IN_MAIL);
  await page.goto(link.replace('lang=it', `lang=${language}`));
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  await look(`password-${language}`);
  const fill = async (next: string, again: string) => {
    await page.locator('#next').focus();
    await page.keyboard.type(next);
    await page.keyboard.press('Tab');
    await page.keyboard.type(again);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  };
  await fill('corta', 'altra');
  expect(await page.getByRole('alert').locator('li').count()).toBe(2);
  await look(`password-mistake-${language}`);
  await fill('Mia.2026!', 'Mia.2026!');
  await look(`password-done-${language}`);
  expect((await new TestDesk(cloud.url).signIn(email, 'Mia.2026!')).status).toBe(200);
  expect((await page.goto(link.replace('lang=it', `lang=${language}`)))?.status()).toBe(410);
  await look(`password-over-${language}`);
});

test.each(LANGUAGES)('ACC-01, ACC-06: the link of an invitation says who invites whom, and what comes first (%s)', async (language) => {
  const email = `nuova.${language}@rossisrl.example`;
  const invitationId = v7();
  const invited = { tenant: rossi, invitationId, email, firstName: '', lastName: '', language, roles: ['user'], invitedBy: 'GIADA BELLI', invitedAt: Date.now(), expiresAt: Date.now() + 86_400_000 } as const;
  await welcomeInvited(cloud.cloud.services, invited);
  await cloud.cloud.services.pools.owner.query(`insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at) values ($1, $2, $3, 'invitation', $4, $5)`, [rossi, v7(), email, JSON.stringify({ invitationId }), Date.now()]);
  await page.goto(await fromMail(cloud, email, 'invitation', LINK_IN_MAIL));
  expect(await page.locator('main').innerText()).toContain('GIADA BELLI');
  expect(await page.getByRole('button').count()).toBe(0);
  await look(`invitation-first-${language}`);
  await page.getByRole('link').click();
  await page.waitForURL(/\/access\?lang=/);
  await look(`start-${language}`);
  expect((await page.goto(`${cloud.url}/access/invitation?token=x&lang=${language}`))?.status()).toBe(410);
  await look(`invitation-over-${language}`);
});

test.each(LANGUAGES)('ACC-11: registration asks for names, address and the contract, and keeps what was typed (%s)', async (language) => {
  await page.goto(`${cloud.url}/access/register/${CODE}?lang=${language}`);
  await look(`register-${language}`);
  await page.locator('#lastName').fill('Neri');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button').click()]);
  expect(await page.locator('#lastName').inputValue()).toBe('Neri');
  expect(await page.getByRole('alert').locator('li').count()).toBe(3);
  await page.locator('summary').click();
  await look(`register-mistake-${language}`);
  await page.locator('#firstName').fill('Ada');
  await page.locator('#email').fill(`ada.${language}@rossisrl.example`);
  await page.getByRole('checkbox').check();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button').click()]);
  await look(`register-done-${language}`);
  await page.goto(`${cloud.url}/access/register/XXXX?lang=${language}`);
  await look(`register-closed-${language}`);
});

test.each(LANGUAGES)('TKT-01, OFF-08: the form for a company\'s web site is filled in with the keyboard, and keeps what was typed (%s)', async (language) => {
  await siteForm('');
  await page.goto(`${cloud.url}/site/${siteCode(rossi)}/support?lang=${language}`);
  await look(`site-${language}`);
  await page.locator('#title').fill('La stampante non parte');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button').click()]);
  expect(await page.locator('#title').inputValue()).toBe('La stampante non parte');
  await look(`site-mistake-${language}`);
  clock += 5000;
  await page.locator('#name').focus();
  // The field that nobody sees is none for the keyboard either.
  for (const typed of ['Ada Neri', `ada.${language}@example.com`, '', '', '', 'Da stamattina.']) {
    if (typed !== '') await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  expect(await page.locator('h1').innerText()).toBe({ it: 'Richiesta ricevuta', en: 'Request received', ru: 'Обращение получено' }[language]);
  await look(`site-done-${language}`);
  await page.goto(`${cloud.url}/site/XXXX/support?lang=${language}`);
  await look(`site-closed-${language}`);
});

test.each(LANGUAGES)('OFF-07: the page that ends the digest asks first (%s)', async (language) => {
  await page.goto(unsubscribeLink(cloud.cloud.services.secrets, cloud.url, PEOPLE.mario.id, language));
  await look(`digest-${language}`);
  await Promise.all([page.waitForEvent('load'), page.getByRole('button').click()]);
  await look(`digest-done-${language}`);
  await page.goto(`${cloud.url}/mail/unsubscribe?token=x&lang=${language}`);
  await look(`digest-unknown-${language}`);
});

test('TKT-01: a browser shows the form in a frame of a named site, where it can be sent, and in no other', async () => {
  const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(`<title>Sito</title><iframe src="${cloud.url}/site/${siteCode(rossi)}/support?lang=it" title="modulo" width="500" height="900"></iframe>`));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  const frame = page.frameLocator('iframe');
  try {
    await siteForm(`http://127.0.0.1:${port}`);
    await page.goto(`http://127.0.0.1:${port}/`);
    await frame.locator('#name').fill('Ada Neri');
    await frame.locator('#email').fill('ada.frame@example.com');
    await frame.locator('#title').fill('Dal sito');
    await frame.locator('#text').fill('Succede da stamattina.');
    clock += 5000;
    await frame.getByRole('button').click();
    await frame.getByRole('heading', { name: 'Richiesta ricevuta' }).waitFor();
    await siteForm('https://www.rossisrl.example');
    const refused = page.waitForEvent('console', { predicate: (message) => message.text().includes('frame-ancestors') });
    await page.goto(`http://127.0.0.1:${port}/`);
    await refused;
    expect(await frame.locator('#name').count()).toBe(0);
  } finally {
    site.close();
  }
});

const TEMPLATES = ['welcome', 'invitation', 'sign-in-code', 'reset-link', 'password-changed', 'new-device', 'registration', 'already-registered', 'ticket-created', 'ticket-replied', 'ticket-closed', 'site-received', 'site-replied', 'digest'];
const FACTS = {
  company: 'OFFICINE MECCANICHE <SERRA & FIGLI> SNC', invitedBy: 'GIADA BELLI', email: 'carla.bianchi@rossisrl.example', password: 'k7mp-3xwq-h9rd', expires: '12 dicembre 2026 alle ore 10:30 CET', at: '28 novembre 2026 alle ore 10:30 CET',
  portal: 'https://sportello.example/access?lang=it', link: `https://sportello.example/access/password?token=${'x'.repeat(43)}&lang=it`, code: '204816', device: 'Windows 11, PC-UFFICIO', address: '203.0.113.9',
  number: 1403, title: 'Errore nella stampa del registro IVA', name: 'MARIO ROSSI', count: 3, lines: '#1403 Errore nella stampa del registro IVA\n· Assegnato a NICOLÒ RUGGERI\n\n#1404 Non si apre\n· MARIO ROSSI: <b>ecco</b>', unsubscribe: `https://sportello.example/mail/unsubscribe?token=${'x'.repeat(80)}&lang=it`, answer: 'Spegnere la stampante.\n<b>Riaccenderla.</b>',
};

test.each(LANGUAGES)('every mail is readable: axe finds nothing, nothing is too wide, no fact makes a tag (%s)', async (language) => {
  await page.goto('about:blank');
  for (const template of TEMPLATES) {
    const { html, text } = await renderMail(template, language, FACTS);
    await page.setContent(html);
    expect(text).not.toMatch(/\{\{|undefined/);
    expect(html).not.toContain('<SERRA');
    // A mail is no page: it has no landmarks and no heading of its own.
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 });
      const found = (await problemsOf(page, width === WIDTHS[0])).filter((problem) => !/^(region|landmark-one-main|page-has-heading-one):/.test(problem));
      expect(found, `${template} ${width}`).toEqual([]);
      if (looks !== undefined) await page.screenshot({ path: join(looks, `mail-${template}-${language}-${width}.png`), fullPage: true });
    }
  }
});

test('the mailbox of development: a list, and a mail as it would look', async () => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto(`${cloud.url}/dev/mail`);
  await look('dev-mail');
  await page.getByRole('link').first().click();
  await page.frameLocator('iframe').locator('p').first().waitFor();
  await look('dev-mail-one');
});
