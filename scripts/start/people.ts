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
