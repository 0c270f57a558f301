// fires: house/file-name
export const name = 1;
