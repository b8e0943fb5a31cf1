import type { Id } from '#shared/domain/kernel/ids.ts';
import { useQueryOf } from '../data/query.ts';
import { initials } from './initials.ts';
import styles from './portrait.module.css';

interface PortraitProps {
  /** A company that knows this person; none yet for whoever has no company. */
  readonly tenant: Id | undefined;
  readonly person: Id;
  readonly name: string;
}

/** ACC-07: a person's picture, or their initials, as large as what it stands in; their name stands beside it in words. */
export function Portrait({ tenant, person, name }: PortraitProps) {
  const picture = useQueryOf('company.portrait', { tenant: tenant ?? '', id: person }, { enabled: tenant !== undefined }).data ?? null;
  if (picture === null) return <span aria-hidden>{initials(name)}</span>;
  return <img className={styles.picture} src={`data:image/jpeg;base64,${picture}`} alt="" draggable={false} />;
}
