package dev.workflows.architecture.broken.store.jdbc;

public class Shown {

}
