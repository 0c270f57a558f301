// fires: none
export const account = 1;
