throw new Error('electron was imported in a plain-Node path: only electron/desktop may, and no unit test reaches it (architecture.md, Rooms)');
