import type { ScreenDefinition } from '../registry.ts';

export const libraryScreens: readonly ScreenDefinition[] = [
  {
    kind: 'library',
    title: 'library:title',
    icon: 'book',
    menu: { section: 'support', order: 3 },
    load: async () => (await import('./library-screen.tsx')).LibraryScreen,
  },
  {
    kind: 'document.edit',
    title: 'library:edit.title',
    icon: 'edit',
    load: async () => (await import('./document-form-screen.tsx')).DocumentFormScreen,
  },
];
