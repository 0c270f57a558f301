// fires: @nx/enforce-module-boundaries
import '@xiaomai/testing';
