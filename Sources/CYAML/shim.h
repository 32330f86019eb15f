/* libyaml's event parser; Documents alone imports it, in YAMLEvents.swift. */
#include <yaml.h>
