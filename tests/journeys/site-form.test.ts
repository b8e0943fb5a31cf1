import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '#shared/api/routes.ts';
import { siteCode } from '#shared/domain/people/company-code.ts';
import { siteToken } from '#cloud/site/site-guard.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { chat, eventually, openMenu, openTicket, panel, sheet, signIn } from '#tests/harness/person.ts';
import { problemsOf } from './screens/problems.ts';

/* TKT-01, TKT-15, DET-10, OFF-07: an administrator opens the web site's form, a stranger writes, the operator answers; the rest beside it. */

const { rossi } = TENANTS;
let cloud: TestCloud;
let giada: Desk;
let nicolo: Desk;
beforeAll(async () => {
  cloud = await createTestCloud();
  giada = await launchDesk({ root: join(journeyFolder(), 'giada'), cloudUrl: cloud.url });
  nicolo = await launchDesk({ root: join(journeyFolder(), 'nicolo'), cloudUrl: cloud.url });
  await Promise.all([signIn(giada.page, PEOPLE.giada.email), signIn(nicolo.page, PEOPLE.nicolo.email)]);
});
afterAll(async () => {
  await giada?.kill();
  await nicolo?.kill();
  await cloud?.stop();
});
picturesOfFailures(() => [giada, nicolo]);

test('TKT-01: the administrator switches the form on, names the site, and finds the piece to paste; a stranger\'s words are in the queue', async () => {
  const { page } = giada;
  await openMenu(page, 'Gestione azienda');
  await sheet(page).getByRole('radio', { name: 'Azienda', exact: true }).press('Space');
  const part = sheet(page).getByRole('region', { name: 'Modulo per il sito web' });
  await part.getByRole('checkbox').press('Space');
  const sites = part.getByLabel('Siti che possono mostrare il modulo');
  await sites.fill('www.rossisrl.example');
  await part.getByRole('button', { name: 'Salva' }).press('Enter');
  await part.getByText('«www.rossisrl.example» non è un sito').waitFor();
  await sites.fill('https://www.rossisrl.example/contatti\nhttps://shop.rossisrl.example');
  await part.getByRole('button', { name: 'Salva' }).press('Enter');
  await eventually(async () => expect(await sites.inputValue()).toBe('https://www.rossisrl.example\nhttps://shop.rossisrl.example'));
  const address = new URL(`/site/${siteCode(rossi)}/support`, cloud.url).href;
  expect(await part.getByText(`<iframe src="${address}"`).count()).toBe(1);
  await picture(giada, 'site-form-settings');
  expect(await problemsOf(page, true)).toEqual([]);
  await eventually(async () => expect((await fetch(address, { headers: { 'user-agent': 'Chrome/130' } })).headers.get('content-security-policy')).toContain('frame-ancestors https://www.rossisrl.example https://shop.rossisrl.example;'));

  const form = siteToken(cloud.cloud.services.secrets, siteCode(rossi), Date.now() - 10_000);
  const sent = new URLSearchParams({ form, homepage: '', name: 'Piera Passante', email: 'piera@example.com', phone: '', area: 'systems', title: 'Dal sito: non stampa', text: 'Da stamattina.' });
  expect((await fetch(address, { method: 'POST', headers: { 'user-agent': 'Chrome/130' }, body: sent })).status).toBe(200);
  await openTicket(nicolo.page, 'Dal sito: non stampa');
  await chat(nicolo.page).getByText(/Arrivata dal modulo del sito web.*Piera Passante, piera@example\.com/).waitFor();
  expect(await panel(nicolo.page).getByText('Piera Passante').count()).toBeGreaterThan(0);
  await picture(nicolo, 'site-form-ticket');
});

test('DET-10: an operator sees that a colleague is writing before they answer, and seconds later that nobody is any more', async () => {
  const { page } = nicolo;
  await openTicket(page, 'Errore nella stampa del registro IVA');
  const veronica = await TestDesk.signedIn(cloud.url, PEOPLE.veronica.email);
  const { rows } = await cloud.cloud.services.pools.owner.query<{ id: string }>("select id from app.ticket where title = 'Errore nella stampa del registro IVA'");
  const line = sheet(page).getByText('VERONICA CONTI sta scrivendo una risposta');
  // As somebody who types does: the desk may not be listening yet.
  await eventually(async () => {
    await veronica.ask('POST', ROUTES.writing, { tenant: rossi, ticketId: rows[0]?.id });
    expect(await line.count()).toBe(1);
  });
  await picture(nicolo, 'writing');
  expect(await problemsOf(page, true)).toEqual([]);
  await line.waitFor({ state: 'detached' });
});

test('TKT-15: with the simple form a title is enough', async () => {
  const { page } = giada;
  await openMenu(page, 'Impostazioni');
  await sheet(page).getByRole('checkbox', { name: /modulo semplice/ }).press('Space');
  await eventually(async () => expect(await sheet(page).getByRole('checkbox', { name: /modulo semplice/ }).isChecked()).toBe(true));
  await openMenu(page, 'Contatta l’assistenza');
  const form = sheet(page).getByRole('form');
  await eventually(async () => expect([await form.getByLabel('Telefono').count(), await form.getByRole('radio', { name: /di tipo sistemistico/ }).count(), await form.getByRole('radio', { name: 'Bloccante' }).count()]).toEqual([0, 0, 1]));
  await picture(giada, 'simple-form');
  expect(await problemsOf(page, true)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await form.getByText('Manca il titolo', { exact: false }).waitFor();
  await form.getByLabel('Titolo').fill('Pubblicare il bando');
  await form.getByRole('radio', { name: 'Alta' }).press('Space');
  await page.keyboard.press('Control+Enter');
  await panel(page).waitFor();
  await openTicket(nicolo.page, 'Pubblicare il bando');
  await chat(nicolo.page).getByText('Nessuna descrizione').waitFor();
  await picture(nicolo, 'simple-ticket');
});

test('OFF-07: the digest is chosen with its hour, by the clock of this device', async () => {
  const { page } = giada;
  await openMenu(page, 'Impostazioni');
  const part = sheet(page).getByRole('region', { name: 'Avvisi' });
  await part.getByRole('radio', { name: 'Dal lunedì al venerdì' }).press('Space');
  await part.getByLabel('Ora del riepilogo').fill('17.30');
  await part.getByLabel('Ora del riepilogo').press('Enter');
  await part.getByLabel('Ora del riepilogo').scrollIntoViewIfNeeded();
  await picture(giada, 'digest-settings');
  expect(await problemsOf(page, true)).toEqual([]);
  await eventually(async () => {
    const { rows } = await cloud.cloud.services.pools.owner.query<{ value: { digest: unknown } }>("select value from app.preference where key = 'notices'");
    expect(rows[0]?.value.digest).toMatchObject({ days: 'weekdays', at: 1050, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  });
});
