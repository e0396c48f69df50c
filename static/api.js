// Shows /openapi.json; trying a request needs a token, which this page does not ask for.
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#interface", supportedSubmitMethods: [], validatorUrl: null });
