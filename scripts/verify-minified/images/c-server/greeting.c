const char *greet(void) { return "from the plugin"; }
