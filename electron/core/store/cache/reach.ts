import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import { needsOf, onlookers, touchers, touchesOf } from './effect-table.ts';
import { textOfKey, type RowKey } from './row-view.ts';

/**
 * Which pending commands hang together with a change: those that change or look at a row of it, and so on through the
 * rows that those change or look at. Each row is followed once, so that many commands on one row cost once each.
 */
export class Reach {
  readonly reached = new Set<Id>();
  readonly #database: ReadDatabase;
  readonly #tenant: Id;
  readonly #queue: Id[] = [];
  readonly #changed = new Set<string>();
  readonly #looked = new Set<string>();
  #last: number | undefined;

  constructor(database: ReadDatabase, tenant: Id) {
    this.#database = database;
    this.#tenant = tenant;
  }

  commands(ids: readonly Id[]): void {
    this.#queue.push(...ids);
    this.#follow();
  }

  /** A row is different: whoever changes it or looks at it. */
  changedRow(key: RowKey): void {
    const text = textOfKey(key);
    if (this.#changed.has(text)) return;
    this.#changed.add(text);
    this.#looked.add(text);
    this.commands([...touchers(this.#database, this.#tenant, key), ...onlookers(this.#database, this.#tenant, key)]);
  }

  /**
   * A command at `place` turned out to change rows that it did not before, and looked at these. Of the commands that
   * have to do with those rows the earlier ones are in the rows rightly; the later ones are to run again after it.
   */
  laterThan(place: number, changes: readonly RowKey[], looks: readonly RowKey[]): void {
    // By far the most often it is the last one saved.
    this.#last ??= this.#database.get<{ place: number | null }>('SELECT max(place) AS place FROM effect WHERE tenant = ?', this.#tenant)?.place ?? 0;
    if (place >= this.#last) return;
    const concerned = [
      ...changes.flatMap((key) => [...touchers(this.#database, this.#tenant, key), ...onlookers(this.#database, this.#tenant, key)]),
      ...looks.filter((key) => !this.#looked.has(textOfKey(key))).flatMap((key) => touchers(this.#database, this.#tenant, key)),
    ];
    this.commands(concerned.filter((id) => !this.reached.has(id) && this.#placeOf(id) > place));
  }

  #follow(): void {
    for (let id = this.#queue.pop(); id !== undefined; id = this.#queue.pop()) {
      if (this.reached.has(id)) continue;
      this.reached.add(id);
      for (const key of touchesOf(this.#database, id)) {
        const text = textOfKey(key);
        if (this.#changed.has(text)) continue;
        this.#changed.add(text);
        this.#looked.add(text);
        this.#queue.push(...touchers(this.#database, this.#tenant, key), ...onlookers(this.#database, this.#tenant, key));
      }
      for (const key of needsOf(this.#database, id)) {
        const text = textOfKey(key);
        if (this.#looked.has(text)) continue;
        this.#looked.add(text);
        this.#queue.push(...touchers(this.#database, this.#tenant, key));
      }
    }
  }

  #placeOf(id: Id): number {
    return this.#database.get<{ place: number }>('SELECT place FROM effect WHERE command = ?', id)?.place ?? 0;
  }
}
