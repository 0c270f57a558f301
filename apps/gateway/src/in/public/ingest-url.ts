const path = '/api/v1/submissions';
const otherWays = /^\/api\/v1\/(?:dataValueSets|datasets\/[^/?]+\/template\.xlsx)(?:$|\?)/;

/** Whether a URL is for ingest: submissions, the DHIS2 way in, templates. */
export function isIngestUrl(url: string | undefined): boolean {
  if (url === undefined) return false;
  if (!url.startsWith(path)) return url.startsWith('/api/v1/data') && otherWays.test(url);
  const next = url[path.length];
  return next === undefined || next === '/' || next === '?';
}
