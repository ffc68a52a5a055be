package com.acme.kotlin

import java.util.concurrent.Executors
import kotlin.coroutines.CoroutineContext
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

private val desk = Executors.newSingleThreadExecutor { Thread(it, "desk") }.asCoroutineDispatcher()
private val archive = Executors.newSingleThreadExecutor { Thread(it, "archive") }.asCoroutineDispatcher()

private class NoSuchListing : IllegalStateException("no such listing")

private fun here() = Thread.currentThread().name.substringBefore(" @")

/** Calls suspend functions and says what it saw, and on which thread. */
fun main() {
    for (context in listOf<CoroutineContext>(desk, Dispatchers.Unconfined)) {
        runBlocking(context) { day() }
    }
    println("ready")
    generateSequence(::readLine).forEach {
        runBlocking(desk) { repeat(1_000_000) { yielding() } }
        println("done $it")
    }
    exitProcess(0)
}

private suspend fun day() {
    val main = here()
    // Unconfined functions go on wherever the last one was resumed, if it had to be.
    fun stays() = if (main != "desk") "unconfined" else if (here() == main) "same thread" else here()
    println(direct() + " " + stays())
    println(delayed() + " " + stays())
    tail()
    println("tail " + stays())
    println(switching() + " " + stays())
    println(Desk("a").find("b") + " " + stays())
    println(OpenDesk().find("c") + " " + stays())
    println("recursive " + recursive(3) + " " + stays())
    println(overloaded("d") + " " + stays())
    println(mapped { delayed() + "!" } + " " + stays())
    try {
        failing()
    } catch (e: NoSuchListing) {
        println("failed " + e.message + " " + stays())
    }
    try {
        failingAtOnce()
    } catch (e: NoSuchListing) {
        println("failed at once " + e.message + " " + stays())
    }
    runBlocking {
        val job = launch(start = CoroutineStart.UNDISPATCHED) { waiting() }
        job.cancel()
        job.join()
        println("cancelled " + job.isCancelled)
        println(List(100) { async(Dispatchers.Default) { concurrent(it) } }.awaitAll().sum())
    }
}

suspend fun direct(): String = "direct"

suspend fun delayed(): String {
    delay(1)
    return "delayed"
}

suspend fun tail() = delay(1)

suspend fun switching(): String = withContext(archive) { delay(1); here() }

suspend fun failing(): String {
    delay(1)
    throw NoSuchListing()
}

suspend fun failingAtOnce(): String {
    throw NoSuchListing()
}

suspend fun waiting() {
    delay(1_000_000)
}

suspend fun recursive(depth: Int): Int {
    val below = if (depth == 0) 0 else recursive(depth - 1)
    yield()
    return below + 1
}

suspend fun overloaded(id: Int): String {
    delay(1)
    return "overloaded $id"
}

suspend fun overloaded(id: String): String {
    delay(1)
    return overloaded(id.length)
}

suspend fun mapped(block: suspend () -> String): String {
    yield()
    return block()
}

suspend fun concurrent(n: Int): Int {
    delay(1)
    yield()
    return n
}

suspend fun yielding() {
    yield()
}

class Desk(private val name: String) {
    suspend fun find(id: String): String {
        delay(1)
        return name + id
    }
}

open class OpenDesk {
    open suspend fun find(id: String): String {
        delay(1)
        return "open $id"
    }
}
