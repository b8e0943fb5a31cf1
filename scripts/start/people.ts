/** The demonstration people (cloud/demo): who can sign in after `npm start`. */
const PEOPLE = [
  ['mario.rossi@rossisrl.example', 'Mario Rossi', 'ROSSI SRL, utente'],
  ['giada.belli@rossisrl.example', 'Giada Belli', 'ROSSI SRL, amministratrice'],
  ['luca.previzi@bikelt.example', 'Luca Previzi', 'BIKELT SPA, utente'],
  ['anna.serra@officineserra.example', 'Anna Serra', 'OFFICINE SERRA SNC, amministratrice'],
  ['nicolo.ruggeri@nts.example', 'Nicolò Ruggeri', 'NTS ASSISTENZA, operatore'],
  ['veronica.conti@nts.example', 'Veronica Conti', 'NTS ASSISTENZA, operatrice e amministratrice'],
] as const;
const PASSWORD = 'Sportello.2026';

export function peopleTable(): string {
  const rows = PEOPLE.map(([email, name, role]) => `  ${email.padEnd(34)} ${name.padEnd(16)} ${role}`);
  return ['Who can sign in (password for all: ' + PASSWORD + ')', ...rows].join('\n');
}

/**
 * How the way in is walked on one machine: those above were made by code and are asked for no code; who is invited goes
 * through all of it. `sends`: mail leaves by SMTP_URL and is not kept to be looked at.
 */
export function wayIn(cloudUrl: string, sends: boolean): string {
  const mailbox = sends ? 'Mail leaves by SMTP_URL' : `The mailbox of everybody is ${cloudUrl}/dev/mail`;
  return [
    'The people above sign in with their password alone. To walk the whole way in, invite somebody as Giada Belli',
    '(Gestione azienda, Utenti invitati): welcome mail, first sign-in, code by mail, invitation.',
    `${mailbox}; how to start: ${cloudUrl}/access`,
  ].join('\n');
}
