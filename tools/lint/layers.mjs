import { eachImport, placeOf, resolveFrom } from './path.mjs';

const domainPackages = new Set(['@xiaomai/calendar', '@xiaomai/kernel', '@xiaomai/period']);
const forbidden = { in: new Set(['out']), flow: new Set(['in', 'out']), out: new Set(['in']) };

function domainProblem(from, file, source) {
  if (!source.startsWith('.')) return domainPackages.has(source) ? undefined : 'domain';
  const to = placeOf(resolveFrom(file, source));
  return to?.layer === 'domain' && to.service === from.service ? undefined : 'domain';
}

function problemOf(from, file, source) {
  if (from.layer === 'domain') return domainProblem(from, file, source);
  if (!source.startsWith('.')) return undefined;
  const to = placeOf(resolveFrom(file, source));
  return to !== undefined && forbidden[from.layer]?.has(to.layer) ? 'direction' : undefined;
}

/** in → flow → domain → out: the domain knows only itself, the kernel and time; in and out do not know each other. */
export const layers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      domain:
        "A domain file imports only the domain of its service, @xiaomai/kernel, @xiaomai/period and @xiaomai/calendar, not '{{source}}'.",
      direction: "'{{layer}}' does not import '{{source}}': in → flow → domain → out, joined in service.ts.",
    },
  },
  create(context) {
    const from = placeOf(context.filename);
    if (from === undefined) return {};
    return eachImport((source, node) => {
      const messageId = problemOf(from, context.filename, source);
      if (messageId !== undefined) context.report({ node, messageId, data: { source, layer: from.layer } });
    });
  },
};
