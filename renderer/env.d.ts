/// <reference types="vite/client" />
import type { Bridge } from '#shared/rpc/bridge.ts';

declare global {
  interface Window {
    /** Given by the preload of the desktop host; the browser host's windows have a socket instead. */
    readonly sportello?: Bridge;
  }
}
