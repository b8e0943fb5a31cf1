import type { ScreenDefinition } from './registry.ts';

/** The screens of the program itself. */
export const systemScreens: readonly ScreenDefinition[] = [
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
