import type { InputOf, MethodName } from '#shared/rpc/contract.ts';
import { Refused, startTestCore } from '#core/testing/test-core.ts';

/*
 * A desk in a process of its own, so that it can be killed: the real core on the real disk, asked over the process's
 * channel. node core-process.ts ROOT CLOUD_URL
 */
const [root, cloudUrl] = process.argv.slice(2);
if (root === undefined || cloudUrl === undefined) throw new Error('root and cloud are missing');
const core = await startTestCore({ root, cloudUrl });
process.on('message', (call: { id: number; method: MethodName; input: InputOf<MethodName> }) => {
  core.invoke(call.method, call.input).then(
    (value) => process.send?.({ id: call.id, value }),
    (error: unknown) => process.send?.({ id: call.id, error: error instanceof Refused ? error.code : String(error) }),
  );
});
// A write beyond the largest size of a file is an error to be told and not the end (disk.test.ts).
if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined);
// The test is gone: so is this desk.
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, value: 'ready' });
