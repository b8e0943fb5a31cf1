/** Before the cloud was heard a copy that has nothing may have nothing yet: after damage, or at a first start without a network. */
export function wordsForNone(lastSync: number | null, mayCreate: boolean) {
  if (lastSync === null) return 'list.none.unheard';
  return mayCreate ? 'list.none.text' : 'list.none.operator';
}
