import type { Area } from '../kernel/entity.ts';

/** By the first word of a command's name. Screens ask this and the rights alone, without the rules' own code. */
const AREAS: Readonly<Record<string, Area>> = {
  ticket: 'support',
  attachment: 'support',
  document: 'support',
  support_settings: 'support',
  service_calendar: 'support',
  canned_answer: 'support',
  agent: 'support',
  portrait: 'support',
  company: 'org',
  membership: 'org',
  invitation: 'org',
  group: 'org',
  module: 'org',
  conflict: 'personal',
  preference: 'personal',
};

/** The part of a company that a command writes in: whoever has no seat there may not give it, whatever their roles. */
export function areaOfCommand(name: string): Area | undefined {
  const [word = ''] = name.split('.');
  return Object.hasOwn(AREAS, word) ? AREAS[word] : undefined;
}
