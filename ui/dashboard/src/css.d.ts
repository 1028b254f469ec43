// What esbuild bundles that is no TypeScript.
declare module "*.css";
