import type { TestPerson } from '#cloud/testing/small-data.ts';
import type { LaunchOptions } from '#tests/harness/browser.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { allWordsRead, cacheFile } from './cache-file.ts';
import { startDesk } from './core-bundle.ts';
import { signInAndLoad } from './desk.ts';

/** A desk that can be opened with all its tickets. */
export interface LoadedFeed {
  readonly person: TestPerson;
  readonly rows: number;
  readonly options: LaunchOptions;
}

/** The folder of a desk that has the person's whole feed, every word read and nothing left to do; the caller removes it. */
export async function loadedRoot(cloudUrl: string, person: TestPerson, atLeast: number): Promise<string> {
  const root = await temporaryRoot();
  const core = await startDesk({ cloudUrl, root });
  try {
    await signInAndLoad(core, person, atLeast);
    await allWordsRead(await cacheFile(root));
  } finally {
    await core.stop();
  }
  return root;
}
