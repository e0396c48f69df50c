// The design system's own enhancements; every page works without them.
import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();
