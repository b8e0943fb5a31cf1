import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { requestAreaSchema, requestTypeSchema, statusSchema } from '#shared/domain/tickets/values.ts';

/* Words that the customers' manuals name: who has the manual before them finds them on the screen, to the letter. */
const words = (language: 'it' | 'en' | 'ru') => JSON.parse(readFileSync(new URL(`${language}/support.json`, import.meta.url), 'utf8')) as Readonly<Record<string, string>>;
const it = words('it');

test('TKT-08: a type is Richiesta assistenza or Richiesta appuntamento (a pagamento)', () => {
  expect(requestTypeSchema.options.map((type) => it[`type.${type}`])).toEqual(['Richiesta assistenza', 'Richiesta appuntamento (a pagamento)']);
  // Whoever asks for one knows in every language that it is paid.
  for (const [language, paid] of [['en', /paid/], ['ru', /платн/]] as const) expect(words(language)['type.appointment']).toMatch(paid);
});

test('TKT-09: three areas by their names, each with its topics as help, and a short name for lists', () => {
  expect(requestAreaSchema.options.map((area) => [it[`area.${area}`]?.toLowerCase(), it[`area.${area}.short`]])).toEqual([
    ['tematiche gestionali di tipo amministrativo', 'Amministrativa'],
    ['altre tematiche gestionali', 'Gestionale'],
    ['tematiche di tipo sistemistico', 'Sistemistica'],
  ]);
  const topics = {
    administrative: ['Contabilità', 'IVA', 'Telematici-Fiscali', 'Cespiti', 'Ritenute d’acconto', 'Intrastat', 'Contabilità analitica', 'Tesoreria', 'Fatturazione Elettronica…'],
    management: ['Ordini', 'Vendite', 'Magazzino', 'CRM', 'Customer Service', 'Produzione', 'Logistica', 'GPV…'],
    systems: ['Sistemi operativi', 'Programmi office', 'Antivirus', 'Reti', 'Stampanti', 'Server', 'PC…'],
  };
  for (const area of requestAreaSchema.options) {
    expect(it[`area.${area}.topics`]).toBe(topics[area].join(', '));
    for (const language of ['en', 'ru'] as const) expect(words(language)[`area.${area}.topics`]?.split(', '), `${language} ${area}`).toHaveLength(topics[area].length);
  }
});

test('LST-04: the five statuses by their names, in three languages', () => {
  const names = (language: 'it' | 'en' | 'ru') => statusSchema.options.map((status) => words(language)[`status.${status}`]);
  expect(names('it')).toEqual(['Non assegnato', 'In attesa', 'Rinviato', 'In Sviluppo', 'Chiuso']);
  expect(names('en')).toEqual(['Unassigned', 'In progress', 'Waiting for customer', 'In development', 'Closed']);
  expect(names('ru')).toEqual(['Не назначено', 'В работе', 'Ждёт ответа клиента', 'В разработке', 'Закрыто']);
});

test('LST-08: private and closed are two words in every language', () => {
  for (const language of ['it', 'en', 'ru'] as const) {
    const stem = words(language)['status.closed']?.slice(0, -1) ?? '';
    for (const key of ['private.word', 'private.done', 'event.made_private', 'filter.private.only']) expect(words(language)[key]?.toLowerCase(), `${language} ${key}`).not.toContain(stem.toLowerCase());
  }
});

test('TKT-11: the description says by example that the module is named', () => {
  expect(it['field.description.example']).toMatch(/^Indica il modulo.*consolle fattura elettronica.*F\/1025/);
  expect(it['field.title.example']).toContain('Fattura Elettronica');
  for (const [language, module] of [['en', /module/i], ['ru', /модул/i]] as const) expect(words(language)['field.description.example']).toMatch(module);
});

test('TKT-13, DET-02, DET-11: Invia Ticket; Visualizza allegati and Conferma; Allega files and Invia', () => {
  expect(it['command.send_ticket']).toBe('Invia Ticket');
  expect(it['command.attachments']).toMatch(/^Visualizza allegati /);
  expect(it['panel.confirm']).toBe('Conferma');
  expect([it['command.attach'], it['command.send']]).toEqual(['Allega files', 'Invia']);
});
