// Who may import whom, by the tags in each package.json.

const may = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

const fixed = [
  may('type:kernel', 'type:kernel'),
  may('type:testing', 'type:kernel'),
  may('type:e2e', 'type:contract', 'type:testing', 'type:kernel'),
  may('type:tool', 'type:kernel'),
];

const rule = (depConstraints) => ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }];

export const boundaries = rule([
  ...fixed,
  may('type:app', 'type:platform', 'type:contract', 'type:kernel'),
  may('type:platform', 'type:kernel'),
  may('type:contract', 'type:kernel'),
]);

/** Test files may use the testing package besides. */
export const testBoundaries = rule([
  ...fixed,
  may('type:app', 'type:platform', 'type:contract', 'type:kernel', 'type:testing'),
  may('type:platform', 'type:kernel', 'type:testing'),
  may('type:contract', 'type:kernel', 'type:testing'),
]);
