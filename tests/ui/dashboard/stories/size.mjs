import { strict as assert } from "node:assert";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const MaxBytes = 150_000;

export const sizeStories = {
    async all_files_together_stay_under_150_kilobytes({ dist }) {
        const sizes = readdirSync(dist).map((name) => readFileSync(join(dist, name)).length);
        assert.ok(sizes.length >= 4, "page, script, style, icon");
        const sum = sizes.reduce((all, one) => all + one, 0);
        assert.ok(sum <= MaxBytes, `${sum} bytes, uncompressed`);
    },
    async the_page_has_no_script_or_style_of_its_own_and_names_no_other_server({ dist }) {
        const html = readFileSync(join(dist, "index.html"), "utf8");
        assert.doesNotMatch(html, /<style|style=|\son\w+=|<script(?![^>]*src=)/);
        for (const name of readdirSync(dist)) {
            const addresses = readFileSync(join(dist, name), "utf8").match(/https?:\/\/[\w.]+/g) ?? [];
            assert.deepEqual(addresses.filter((one) => one !== "http://www.w3.org"), [], name);
        }
    },
};
