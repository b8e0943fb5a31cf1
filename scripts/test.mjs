import { bootstrap } from './bootstrap.mjs';

const check = process.argv.includes('--only=check');
// What a real Chromium and a real Electron want, and a display and a keychain for them.
const system = ['chromium', 'xvfb', 'unzip', 'libnss3', 'libgtk-3-0', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libdrm2', 'libxkbcommon0', 'libcups2', 'dbus', 'gnome-keyring', 'libsecret-1-0', 'libglib2.0-bin'];
await bootstrap('test.ts', check ? [] : system);
