/** Hands a file to the browser under a name. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Shows a document in a tab that was opened on the click, so that no blocker minds. */
export function showIn(tab: Window | null, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  if (tab === null) globalThis.location.assign(url);
  else tab.location.replace(url);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
