import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { fileName, freeName, sortFiles, textFiles, type FileProblem } from './choose.ts';
import { keepFile } from './keep-file.ts';

export interface FilesInHand {
  /** Names of the files whose bytes are being copied. */
  readonly copying: readonly string[];
  readonly problems: readonly FileProblem[];
  /** Copies the bytes into the core, which answers once they are on disk; what is refused is said by name. */
  readonly add: (files: readonly File[]) => Promise<readonly ChosenFile[]>;
  /** TKT-11: a text too long for the form, as a file or several. */
  readonly addText: (text: string, name: string) => Promise<readonly ChosenFile[]>;
  readonly dismiss: () => void;
  /** Files over the limit that wait for the person's yes or no (TKT-12, the file doctor). */
  readonly patients: readonly File[];
  /** The patient is gone: what it became goes the way of every file, or nothing does. */
  readonly treat: (patient: File, remedy: readonly File[]) => void;
  /** Pictures chosen or pasted here that are still among the files, with their bytes; after a restart there are none. */
  readonly pictures: readonly { readonly id: string; readonly file: File }[];
}

/** Chosen, dropped or pasted files on their way to a request or a reply (TKT-12). `take` puts a kept file into the draft. */
export function useFiles(files: readonly ChosenFile[], take: (file: ChosenFile) => void): FilesInHand {
  const { t } = useTranslation('support');
  const [copying, setCopying] = useState<readonly string[]>([]);
  const [problems, setProblems] = useState<readonly FileProblem[]>([]);
  const [patients, setPatients] = useState<readonly File[]>([]);
  const [pictures, setPictures] = useState<FilesInHand['pictures']>([]);

  async function add(chosen: readonly File[]): Promise<readonly ChosenFile[]> {
    const large = chosen.filter((file) => file.size >= ATTACHMENT_LIMIT);
    if (large.length > 0) setPatients((now) => [...now, ...large]);
    const sorted = sortFiles(chosen.filter((file) => !large.includes(file)), files.length + copying.length);
    setProblems(sorted.problems);
    const kept: ChosenFile[] = [];
    // One after the other: twenty files at once would hold their bytes in memory twice over.
    for (const file of sorted.taken) {
      const taken = [...files, ...kept].map((one) => one.name);
      const name = freeName(fileName(file.name, t('file.unnamed')), [...taken, ...copying]);
      setCopying((now) => [...now, name]);
      const answer = await keepFile(file, name);
      setCopying((now) => now.toSpliced(now.indexOf(name), 1));
      if ('code' in answer) {
        setProblems((now) => [...now, answer]);
      } else {
        kept.push(answer.file);
        take(answer.file);
        if (file.type.startsWith('image/')) setPictures((now) => [...now, { id: answer.file.id, file }]);
      }
    }
    return kept;
  }

  return {
    patients,
    treat: (patient, remedy) => {
      setPatients((now) => now.filter((one) => one !== patient));
      if (remedy.length > 0) void add(remedy);
    },
    pictures: pictures.filter(({ id }) => files.some((file) => file.id === id)),
    copying, problems, add, addText: (text, name) => add(textFiles(text, name)), dismiss: () => setProblems([]),
  };
}
