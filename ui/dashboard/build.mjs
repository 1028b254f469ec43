// Builds the dashboard:  node build.mjs <folder> [--required]
//
// Everything it makes lies in <folder>: node_modules, and dist/ with the files that are embedded.
// npm is asked once for each package-lock.json. Where it does not answer, dist/ gets a page that says
// so and the build goes on, unless --required; a package that is not what the lock says always fails.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { uplotParts } from "./uplot_parts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? "");
const isRequired = process.argv.includes("--required");
const dist = join(folder, "dist");
const MaxBytes = 150_000;

function install() {
    const wanted = createHash("sha256").update(readFileSync(join(here, "package-lock.json"))).digest("hex");
    const stamp = join(folder, "installed");
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    for (const name of ["package.json", "package-lock.json", ".npmrc"]) copyFileSync(join(here, name), join(folder, name));
    try {
        execFileSync("npm", ["ci", "--loglevel=error", "--fetch-retries=2", "--fetch-timeout=60000"],
            { cwd: folder, timeout: 600_000, stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
        const said = String(error.stderr ?? error.message);
        if (isRequired || /EINTEGRITY|EUSAGE/.test(said)) throw new Error(`npm ci failed:\n${said}`);
        leaveOut(`npm did not answer: ${said.trim().split("\n")[0]}`);
    }
    writeFileSync(stamp, wanted);
}

function leaveOut(reason) {
    console.log(`The collector is built without its dashboard. ${reason}`);
    copyFileSync(join(here, "absent.html"), join(dist, "index.html"));
    for (const name of ["app.js", "app.css"]) writeFileSync(join(dist, name), "");
    process.exit(0);
}

function checkTypes() {
    const config = join(folder, "tsconfig.json");
    const inherited = join(here, "tsconfig.json");
    writeFileSync(config, JSON.stringify({
        extends: inherited,
        compilerOptions: { paths: { uplot: [join(folder, "node_modules/uplot/dist/uPlot.d.ts")] } },
        include: [join(here, "src/**/*.ts")],
    }));
    try {
        execFileSync(join(folder, "node_modules/.bin/tsc"), ["--project", config, "--pretty", "false"], { stdio: "inherit" });
    } catch {
        process.exit(1);
    }
}

/// What esbuild leaves: it looks at one statement at a time, terser at the whole file.
async function terse({ minify }, text) {
    const ecma = 2020;
    const { code } = await minify(text, { module: true, ecma, compress: { ecma, passes: 3, hoist_funs: true, keep_fargs: false }, format: { ecma } });
    return code;
}

async function bundle() {
    const load = createRequire(join(folder, "package.json"));
    const { outputFiles } = await load("esbuild").build({
        entryPoints: { app: join(here, "src/main.ts") },
        outdir: dist,
        write: false,
        bundle: true,
        minify: true,
        format: "esm",
        target: ["chrome111", "firefox115", "safari16.4"],
        nodePaths: [join(folder, "node_modules")],
        legalComments: "none",
        charset: "utf8",
        // uPlot's names for what is its own begin with an underscore; no field of ours does.
        mangleProps: /^_./,
        plugins: [uplotParts],
    });
    for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith(".js") ? await terse(load("terser"), text) : text);
    copyFileSync(join(here, "index.html"), join(dist, "index.html"));
}

mkdirSync(dist, { recursive: true });
copyFileSync(join(here, "icon.svg"), join(dist, "icon.svg"));
install();
checkTypes();
await bundle();
const bytes = ["index.html", "app.js", "app.css", "icon.svg"].reduce((sum, name) => sum + statSync(join(dist, name)).size, 0);
console.log(`dashboard: ${bytes} bytes`);
if (bytes > MaxBytes) {
    console.error(`dashboard: more than ${MaxBytes} bytes`);
    process.exit(1);
}
