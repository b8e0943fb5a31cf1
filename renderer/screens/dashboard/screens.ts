import type { ScreenDefinition } from '../registry.ts';

export const dashboardScreens: readonly ScreenDefinition[] = [
  {
    kind: 'dashboard',
    title: 'dashboard:title',
    icon: 'dashboard',
    menu: { section: 'home', order: 1 },
    load: async () => (await import('./dashboard-screen.tsx')).DashboardScreen,
  },
];
