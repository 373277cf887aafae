#include "shell/platform.h"

int main(int argc, char** argv) { return logit::start(argc, argv); }
