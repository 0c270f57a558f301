import { basename } from 'node:path';

const suffixes = 'topic|route|rpc|timer|stream|parser|mongo|kafka|outbox|grpc|receiver|renderer|page|command'.split(
  '|',
);
const pattern = new RegExp(
  `^[a-z0-9]+(-[a-z0-9]+)*(\\.(${suffixes.join('|')}))?((\\.(int|e2e))?\\.test|\\.contract|\\.d)?\\.tsx?$`,
);

/** A noun in kebab-case and at most one of a closed list of suffixes. */
export const fileName = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      name: `'{{name}}' is not kebab-case with one of the suffixes .${suffixes.join(' .')} .test .int.test .e2e.test .contract.`,
    },
  },
  create(context) {
    const name = basename(context.filename);
    return {
      Program(node) {
        if (!pattern.test(name)) context.report({ node, messageId: 'name', data: { name } });
      },
    };
  },
};
