// An OpenID Connect provider on loopback for tests: oidc-provider with accounts that need no
// password. Its first line of output is its issuer; it ends with its parent.
//
//   node provider.mjs <folder with node_modules> <redirect of the web client>
//
// The account that signs in is the login_hint of the request, else "ada"; at /device the field
// `account`. Users click nothing: every interaction is finished at once.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, webRedirect] = process.argv.slice(2);
const require = createRequire(folder + "/");
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));

const accounts = {
    ada: { email: "ada@acme.example", email_verified: true, name: "Ada Lovelace", groups: ["engineers"] },
    fin: { email: "fin@acme.example", email_verified: true, name: "Fin Ops", groups: ["finops", "engineers"] },
    lead: { email: "lead@acme.example", email_verified: true, name: "Team Lead", groups: ["payments-leads"] },
};

const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const allScopes = "openid profile email groups";
const provider = new Provider(issuer, {
    clients: [
        {
            client_id: "farebox-web",
            client_secret: "web secret: with/odd%characters",
            redirect_uris: [webRedirect],
            response_types: ["code"],
            grant_types: ["authorization_code"],
            scope: allScopes,
        },
        {
            client_id: "farebox-laptop",
            application_type: "native",
            token_endpoint_auth_method: "none",
            redirect_uris: ["http://127.0.0.1/farebox-login"],
            response_types: ["code"],
            grant_types: ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"],
            scope: allScopes,
        },
    ],
    scopes: allScopes.split(" "),
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    conformIdTokenClaims: false, // the claims of the scopes in the ID token, as most providers do
    pkce: { required: () => true },
    features: {
        devInteractions: { enabled: false },
        deviceFlow: {
            enabled: true,
            userCodeInputSource: (ctx, form) => void (ctx.body = form),
            userCodeConfirmSource: (ctx, form) => void (ctx.body = form),
            successSource: (ctx) => void (ctx.body = "done"),
        },
    },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (ctx, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
    loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({
            clientId: ctx.oidc.client.clientId,
            accountId: ctx.oidc.session.accountId,
        });
        grant.addOIDCScope(allScopes);
        await grant.save();
        return grant;
    },
});

const answer = provider.callback();
server.on("request", async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    const { params } = await provider.interactionDetails(request, response);
    const accountId = params.login_hint ?? "ada";
    // Native clients are always asked for consent, too (RFC 8252, section 8.6).
    return provider.interactionFinished(request, response, { login: { accountId }, consent: {} });
});

console.log(issuer);
// No test leaves it behind, not even one that crashed.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(0), 1000);
