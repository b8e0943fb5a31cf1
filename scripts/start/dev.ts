import { join } from 'node:path';
import { createServer } from 'vite';

/**
 * Serves the screens from their source with hot reload; calls go on to the running browser host. The host lets in only
 * its own origin and its own cookie (security.md), so both are put on here, and nothing of this is in the product.
 */
export async function startDev(root: string, hostUrl: string, say: (line: string) => void): Promise<() => Promise<void>> {
  const { origin } = new URL(hostUrl);
  const cookie = (await fetch(hostUrl)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { origin, cookie };
  const server = await createServer({
    configFile: join(root, 'renderer/vite.config.ts'),
    server: { host: '127.0.0.1', proxy: { '/rpc': { target: origin, ws: true, changeOrigin: true, headers }, '/files': { target: origin, changeOrigin: true, headers } } },
  });
  await server.listen();
  say(`Screens with hot reload: ${server.resolvedUrls?.local[0] ?? ''}`);
  return () => server.close();
}
