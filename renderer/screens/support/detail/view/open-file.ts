import { invoke } from '../../../../bridge.ts';
import { reportProblem } from '../../../../errors/problems.ts';

/** Opens an attachment with the system's program (DET-08). What cannot be opened says why in the error dialog. */
export async function openFile(tenant: string, id: string): Promise<void> {
  try {
    const { url } = await invoke('files.open', { tenant, id });
    // The browser host has no program to open it with; its address brings a copy.
    if (url !== null) window.open(new URL(url.replace(/^\//, ''), document.baseURI), '_blank', 'noopener');
  } catch (cause) {
    reportProblem({ cause, record: id });
  }
}
