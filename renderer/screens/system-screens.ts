import { mayInSession } from '../data/use-session.ts';
import type { ScreenDefinition } from './registry.ts';

/** The screens of the program itself. */
export const systemScreens: readonly ScreenDefinition[] = [
  {
    kind: 'service_calendar',
    title: 'service:calendar.title',
    icon: 'clock',
    menu: { section: 'system', order: 2.5 },
    may: (session) => mayInSession(session, 'service_calendar.change'),
    load: async () => (await import('./service/calendar-screen.tsx')).CalendarScreen,
  },
  {
    kind: 'canned_answers',
    title: 'service:answers.title',
    icon: 'message',
    menu: { section: 'support', order: 3 },
    may: (session) => mayInSession(session, 'canned_answer.create'),
    load: async () => (await import('./service/answers-screen.tsx')).AnswersScreen,
  },
  {
    kind: 'outbox',
    title: 'shell:outbox.title',
    icon: 'outbox',
    menu: { section: 'system', order: 1 },
    badge: 'outbox',
    load: async () => (await import('./outbox/outbox-screen.tsx')).OutboxScreen,
  },
  {
    kind: 'profile',
    title: 'shell:profile.title',
    icon: 'person',
    load: async () => (await import('./profile/profile-screen.tsx')).ProfileScreen,
  },
  {
    kind: 'conflict',
    title: 'shell:conflict.title',
    icon: 'outbox',
    load: async () => (await import('./conflicts/conflict-screen.tsx')).ConflictScreen,
  },
  {
    kind: 'company',
    title: 'company:title',
    icon: 'company',
    menu: { section: 'system', order: 1.5 },
    may: (session) => mayInSession(session, 'invitation.create'),
    load: async () => (await import('./company/company-screen.tsx')).CompanyScreen,
  },
  {
    kind: 'settings',
    title: 'shell:settings.title',
    icon: 'settings',
    menu: { section: 'system', order: 2 },
    load: async () => (await import('./settings/settings-screen.tsx')).SettingsScreen,
  },
  {
    kind: 'event_log',
    title: 'shell:log.title',
    icon: 'log',
    menu: { section: 'system', order: 3 },
    load: async () => (await import('./event-log/event-log-screen.tsx')).EventLogScreen,
  },
  {
    kind: 'help',
    title: 'shell:help.title',
    icon: 'help',
    menu: { section: 'system', order: 4 },
    load: async () => (await import('./help/help-screen.tsx')).HelpScreen,
  },
];
